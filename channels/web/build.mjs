// Bundles src/main.ts into dist/widget.js and says how large it is once compressed; lays the desk's CSS beside it.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
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

/** The desk's pages use the design system as published; api/desk serves the copies. */
const DESIGN = "node_modules/@digdir/designsystemet-css";
mkdirSync("dist/desk", { recursive: true });
copyFileSync(`${DESIGN}/dist/theme/designsystemet.css`, "dist/desk/theme.css");
copyFileSync(`${DESIGN}/dist/src/index.css`, "dist/desk/designsystemet.css");
copyFileSync(`${DESIGN}/LICENSE`, "dist/desk/LICENSE");

const size = gzipSync(readFileSync(OUT), { level: 9 }).length;
console.log(`${OUT}: ${(size / 1024).toFixed(1)} KB gzip (at most ${MOST / 1024})`);
if (size > MOST) process.exit(1);
