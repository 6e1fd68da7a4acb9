import assert from "node:assert/strict";
import test from "node:test";
import { safeUrl, telUrl } from "../dist/test/links.js";

const BASE = "http://assistant.example.org:8100";

test("addresses on the assistant's own origin, whole or relative", () => {
  assert.equal(safeUrl("/sources/ab12", BASE), `${BASE}/sources/ab12`);
  assert.equal(safeUrl(`${BASE}/sources/ab12`, BASE), `${BASE}/sources/ab12`);
});

test("elsewhere only over https", () => {
  assert.equal(safeUrl("https://kommune.example.org/a", BASE), "https://kommune.example.org/a");
  assert.equal(safeUrl("http://kommune.example.org/a", BASE), null);
  assert.equal(safeUrl("//kommune.example.org/a", BASE), null);
});

for (const bad of ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,hi", "blob:x", "http://["]) {
  test(`never ${bad}`, () => assert.equal(safeUrl(bad, BASE), null));
}

test("a number to dial is digits with at most a leading plus", () => {
  assert.equal(telUrl("+45 00 00 00 12"), "tel:+4500000012");
  assert.equal(telUrl("116 111"), "tel:116111");
  assert.equal(telUrl("112;ext=1,2"), "tel:112");
});

test("no digits, no link", () => {
  assert.equal(telUrl("javascript:alert()"), null);
  assert.equal(telUrl(""), null);
});
