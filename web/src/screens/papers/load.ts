/** Fetches a paper and hands it to the browser to keep; what the node says instead is told as everywhere. */

import { NoAnswer, reach, refusedBy } from "../../core/api";

/** So long a paper of thousands of rows may take on a small node, in milliseconds. */
const WAIT = 60_000;

/** Ask for a paper and keep it under the name that the node gives it; throws Refused or NoAnswer. */
export async function download(paper: string, query: string): Promise<void> {
  const path = `papers/${encodeURIComponent(paper)}${query}`;
  const answer = await reach(path, { wait: WAIT });
  if (!answer.ok) throw refusedBy(answer.status, await answer.json().catch(() => undefined));
  const content = await answer.blob().catch(() => {
    throw new NoAnswer(path);
  });
  keep(content, nameIn(answer.headers.get("content-disposition") ?? "") || `${paper}.pdf`);
}

/** What was said of a paper, as the end of its address; what is empty is left out. */
export function queryOf(said: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(said).filter(([, value]) => value !== ""));
  return query.size > 0 ? `?${query}` : "";
}

export function nameIn(disposition: string): string {
  return /filename="([\w.-]+)"/.exec(disposition)?.[1] ?? "";
}

function keep(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), WAIT);
}
