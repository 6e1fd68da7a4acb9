/** Reads server-sent events out of text that arrives in arbitrary pieces. */

export interface ServerEvent {
  name: string;
  data: string;
}

export class EventReader {
  private rest = "";

  /** The events completed by this piece. */
  read(piece: string): ServerEvent[] {
    const parts = (this.rest + piece).replace(/\r\n/g, "\n").split("\n\n");
    this.rest = parts.pop() ?? "";
    return parts.map(eventOf).filter((event) => event.data !== "");
  }
}

function eventOf(lines: string): ServerEvent {
  const event: ServerEvent = { name: "message", data: "" };
  const data: string[] = [];
  for (const line of lines.split("\n")) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === "event") event.name = value ?? "";
    if (field === "data") data.push(value ?? "");
  }
  event.data = data.join("\n");
  return event;
}
