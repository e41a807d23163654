module.exports = function (eleventyConfig) {
  eleventyConfig.setOutputDirectory("dist");
  eleventyConfig.addPassthroughCopy({ "css": "css" });
  return {
    markdownTemplateEngine: "njk",
  };
};
