import assert from "node:assert/strict";
import test from "node:test";
import { blocks } from "../dist/test/blocks.js";

test("a blank line ends a paragraph, a line break stays inside it", () => {
  assert.deepEqual(blocks("Hej.\nKom ind.\n\nSæt dig."), [
    { kind: "paragraph", text: "Hej.\nKom ind." },
    { kind: "paragraph", text: "Sæt dig." },
  ]);
});

test("lines with a dash become one list, right under their sentence", () => {
  assert.deepEqual(blocks("Tag med:\n- en bog\n- en ven,\n  gerne to\n\nGod tur."), [
    { kind: "paragraph", text: "Tag med:" },
    { kind: "list", items: ["en bog", "en ven, gerne to"] },
    { kind: "paragraph", text: "God tur." },
  ]);
});

test("text after a list is a paragraph of its own", () => {
  assert.deepEqual(blocks("- en\nSå videre."), [
    { kind: "list", items: ["en"] },
    { kind: "paragraph", text: "Så videre." },
  ]);
});

test("a dash inside a line, a quote and markup are only text", () => {
  const text = "“Ro - og tid”, <b>siger</b> hun.";
  assert.deepEqual(blocks(text), [{ kind: "paragraph", text }]);
});

test("nothing gives nothing", () => {
  assert.deepEqual(blocks(" \n\n "), []);
});
