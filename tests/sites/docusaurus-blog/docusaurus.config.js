// @ts-check
import {themes} from 'prism-react-renderer';

const baseUrl = '/tea/';

/** @type {import('@docusaurus/types').Config} */
const config = {
  title: 'Tea Notes',
  tagline: 'What we pour',
  url: 'https://example.org',
  baseUrl,
  onBrokenLinks: 'ignore',
  i18n: {defaultLocale: 'ko', locales: ['ko']},
  presets: [
    [
      'classic',
      /** @type {import('@docusaurus/preset-classic').Options} */
      ({
        docs: {sidebarPath: undefined},
        blog: {
          showReadingTime: true,
          blogTitle: 'Notes',
          feedOptions: {type: 'all', limit: 6, title: 'Tea Notes, the feed', description: 'Notes on tea'},
          onUntruncatedBlogPosts: 'ignore',
          onInlineTags: 'ignore',
        },
      }),
    ],
  ],
  plugins: [
    ['@docusaurus/plugin-content-blog', {id: 'news', path: './news', routeBasePath: 'what/news', feedOptions: {type: ['rss']}, authorsMapPath: '../blog/authors.yml', onUntruncatedBlogPosts: 'ignore', onInlineTags: 'ignore'}],
  ],
};

export default config;
