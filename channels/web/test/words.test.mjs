import assert from "node:assert/strict";
import test from "node:test";
import { LANGUAGES, ourLanguage, STRINGS } from "../dist/test/strings.js";
import { timeInWords } from "../dist/test/time.js";

for (const language of Object.keys(LANGUAGES)) {
  test(`every sentence stands in ${language}, with the blanks of the Danish one`, () => {
    for (const [name, danish] of Object.entries(STRINGS.da)) {
      const sentence = STRINGS[language][name];
      assert.ok(sentence?.trim(), name);
      assert.equal(sentence.includes("{n}"), danish.includes("{n}"), name);
    }
  });
}

test("language tags of pages", () => {
  assert.equal(ourLanguage("da-DK"), "da");
  assert.equal(ourLanguage("no"), "nb");
  assert.equal(ourLanguage("nn-NO"), "nb");
  assert.equal(ourLanguage("en_GB".replace("_", "-")), "en");
  assert.equal(ourLanguage("pl"), undefined);
  assert.equal(ourLanguage(""), undefined);
});

test("a time is the school's own, whatever the reader's clock says", () => {
  assert.match(timeInWords("2026-12-02T09:30:00+01:00", "da"), /onsdag.*2\. december 2026.*09\.30/);
  assert.match(timeInWords("2026-12-02T09:30:00+01:00", "en"), /Wednesday.*2 December 2026.*09:30/);
});

test("a day without a time, and words, stay what they are", () => {
  assert.match(timeInWords("2026-12-02", "nb"), /onsdag 2\. desember 2026$/);
  assert.equal(timeInWords("på onsdag", "da"), "på onsdag");
  assert.equal(timeInWords("2026-99-99", "da"), "2026-99-99");
});
