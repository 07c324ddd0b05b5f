/** The client's headers that travel on, as one text: two sets of headers that differ have different texts. */
export function writeHeaders(headers: Readonly<Record<string, string>>): string {
  // All calls of a client's request carry the same headers.
  if (headers !== last.headers) last = { headers, text: write(headers) }
  return last.text
}

let last: { readonly headers: object; readonly text: string } = { headers: {}, text: '' }

/** Each value after its length, whatever characters it holds. */
function write(headers: Readonly<Record<string, string>>): string {
  let text = ''
  for (const name of Object.keys(headers).toSorted()) {
    const value = headers[name] ?? ''
    text += `${name}:${value.length}:${value}`
  }
  return text
}
