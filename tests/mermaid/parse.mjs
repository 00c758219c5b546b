// Reads flowcharts from standard input, a JSON list of texts, and prints what mermaid's own parser finds in each, or what is wrong.
import { JSDOM } from "jsdom";

const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");

// Inside of the parser, mermaid keeps entity codes in a spelling of its own.
const shown = (text) => {
  const decoder = document.createElement("textarea");
  decoder.innerHTML = text.replaceAll("ﬂ°°", "&#").replaceAll("ﬂ°", "&").replaceAll("¶ß", ";");
  return decoder.value;
};

let input = "";
for await (const chunk of process.stdin) input += chunk;
const verdicts = [];
for (const text of JSON.parse(input)) {
  try {
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    verdicts.push({
      services: db.getSubGraphs().map((service) => shown(service.title)),
      nodes: [...db.getVertices().values()].map((node) => shown(node.text)),
      arrows: db.getEdges().map((arrow) => shown(arrow.text)),
    });
  } catch (error) {
    verdicts.push({ error: String(error) });
  }
}
console.log(JSON.stringify(verdicts));
