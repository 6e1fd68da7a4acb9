// Bundles src/main.ts into dist/widget.js and says how large it is once compressed.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const OUT = "dist/widget.js";
const MOST = 15 * 1024;

/** The style sheet is text in the code; its line breaks and indents need not travel. */
const shortCss = {
  name: "short-css",
  setup(plugins) {
    plugins.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const made = await build({ entryPoints: [path], minify: true, write: false });
      return { contents: made.outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

await build({
  entryPoints: ["src/main.ts"],
  outfile: OUT,
  bundle: true,
  minify: true,
  format: "iife",
  charset: "utf8",
  target: ["es2022", "safari16.4", "firefox115", "chrome110"],
  plugins: [shortCss],
  legalComments: "none",
});

const size = gzipSync(readFileSync(OUT), { level: 9 }).length;
console.log(`${OUT}: ${(size / 1024).toFixed(1)} KB gzip (at most ${MOST / 1024})`);
if (size > MOST) process.exit(1);
