import type {Config} from '@docusaurus/types';
import type * as Preset from '@docusaurus/preset-classic';

const SITE = 'https://example.org';

const config: Config = {
  title: "Root",
  url: SITE,
  baseUrl: '/',
  trailingSlash: true,
  presets: [
    ['@docusaurus/preset-classic', {
      docs: false,
      pages: false,
      blog: {path: 'posts', routeBasePath: '/', feedOptions: {limit: null}, onUntruncatedBlogPosts: 'ignore', onInlineTags: 'ignore'},
    } satisfies Preset.Options],
  ],
};

export default config;
