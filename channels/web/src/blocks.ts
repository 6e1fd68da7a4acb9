/** A reply's text as paragraphs and lists: a blank line ends a paragraph, lines with "- " are list items. */

export type Block = { kind: "paragraph"; text: string } | { kind: "list"; items: string[] };

export function blocks(text: string): Block[] {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n\s*\n/)
    .flatMap(blocksOfPart);
}

function blocksOfPart(part: string): Block[] {
  const found: Block[] = [];
  for (const line of part.split("\n")) add(found, line.trimEnd());
  return found;
}

function add(found: Block[], line: string): void {
  const last = found.at(-1);
  const item = /^\s*- +(.*)$/.exec(line)?.[1];
  if (item !== undefined) {
    if (last?.kind === "list") last.items.push(item);
    else found.push({ kind: "list", items: [item] });
  } else if (last?.kind === "list" && /^\s{2,}\S/.test(line)) {
    last.items.push(`${last.items.pop() ?? ""} ${line.trim()}`);
  } else if (last?.kind === "paragraph") {
    last.text += `\n${line.trim()}`;
  } else if (line.trim()) {
    found.push({ kind: "paragraph", text: line.trim() });
  }
}
