import { feedPlugin } from "@11ty/eleventy-plugin-rss";

// dir: { input: "nowhere" } is a comment
export default function (eleventyConfig) {
  eleventyConfig.addPlugin(feedPlugin, {
    type: "atom", // or "rss", "json"
    outputPath: "/feed.xml",
    collection: {
      name: "posts",
      limit: 0,
    },
    metadata: {
      language: "ko",
      title: "Tea 'n' notes",
      subtitle: "About tea",
      base: "https://eleven.example.com/",
      author: { name: "Kim Minji", email: "" },
    },
  });
  eleventyConfig.ignores.add("src/ignored.md");
  eleventyConfig.addFilter("shout", (text) => text.toUpperCase() + "{");
}

export const config = {
  dir: {
    input: "src",
    output: "public_html",
  },
};
