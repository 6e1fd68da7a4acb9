import assert from "node:assert/strict";
import test from "node:test";
import { EventReader } from "../dist/test/events.js";

const STREAM = 'event: typing\ndata: {}\n\nevent: reply\ndata: {"text":"på vej …"}\n\nevent: done\ndata: {"language":"da"}\n\n';
const WANTED = [
  { name: "typing", data: "{}" },
  { name: "reply", data: '{"text":"på vej …"}' },
  { name: "done", data: '{"language":"da"}' },
];

test("a stream cut at any place gives the same events", () => {
  for (let cut = 0; cut <= STREAM.length; cut += 1) {
    const reader = new EventReader();
    const found = [...reader.read(STREAM.slice(0, cut)), ...reader.read(STREAM.slice(cut))];
    assert.deepEqual(found, WANTED, `cut at ${cut}`);
  }
});

test("one character at a time, with Windows line ends", () => {
  const reader = new EventReader();
  const found = [...STREAM.replaceAll("\n", "\r\n")].flatMap((character) => reader.read(character));
  assert.deepEqual(found, WANTED);
});

test("an event that is not complete yet is not handed over", () => {
  assert.deepEqual(new EventReader().read("event: done\ndata: {}\n"), []);
});

test("comments are skipped and several data lines belong together", () => {
  assert.deepEqual(new EventReader().read(": still here\n\ndata: one\ndata: two\n\n"), [
    { name: "message", data: "one\ntwo" },
  ]);
});
