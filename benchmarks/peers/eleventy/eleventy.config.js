// Feeds and sitemap only: posts are rendered for the feeds that hold them and written to no file.
import { rssPlugin } from "@11ty/eleventy-plugin-rss";

const newest = (posts) => [...posts].sort((a, b) => b.date - a.date).slice(0, 20);
const isPost = (data) => data.page.inputPath.includes("/content/");

export default function (config) {
  config.addPlugin(rssPlugin);
  config.addGlobalData("eleventyComputed.permalink", () => (data) => (isPost(data) ? false : data.permalink));
  config.addCollection("posts", (api) => api.getAll().filter((post) => isPost(post.data)));
  config.addCollection("terms", (api) => {
    const byTerm = new Map();
    for (const post of api.getAll().filter((each) => isPost(each.data)))
      for (const term of post.data.categories ?? []) {
        if (!byTerm.has(term)) byTerm.set(term, []);
        byTerm.get(term).push(post);
      }
    return [...byTerm].map(([term, posts]) => ({ term, posts: newest(posts) }));
  });
  config.addFilter("newest", newest);
  return { markdownTemplateEngine: false, htmlTemplateEngine: false };
}
