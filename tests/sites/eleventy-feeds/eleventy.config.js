export default function (config) {
  config.addFilter("head", (list, n) => (n < 0 ? list.slice(n) : list.slice(0, n)));
  config.addFilter("absoluteUrl", (path, base) => new URL(path, base).toString());
  config.addCollection("posts", (api) => {
    return api.getFilteredByGlob("src/blog/*.md").sort((a, b) => b.date - a.date);
  });
  config.addCollection("features", (api) => api.getFilteredByGlob(["./src/features/**/*.md", "src/more/*.md"]));
  // config.addCollection("posts", (api) => []);
  return { dir: { input: "src" } };
}
