import { request } from 'undici'
import { writeToken } from './token.mjs'

const HEADERS = { 'content-type': 'application/json', accept: 'application/json' }

/**
 * Asks once and gives the answer's text; an answer with errors is no answer.
 * @param {string} url
 * @param {string} body
 * @param {string} token none when empty
 */
export async function ask(url, body, token = writeToken(0)) {
  const { statusCode, body: stream } = await request(url, {
    method: 'POST',
    headers: { ...HEADERS, ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
    body,
  })
  const text = await stream.text()
  if (statusCode !== 200) throw new Error(`It answered with status ${statusCode}: ${text.slice(0, 300)}`)
  const { data, errors } = JSON.parse(text)
  if (errors) throw new Error(`It answered with errors: ${JSON.stringify(errors).slice(0, 300)}`)
  return { text, data }
}

/**
 * How many bytes an answer's body has as it is sent to somebody without a token who asks for a coding.
 * @param {string} url
 * @param {string} body
 * @param {string} coding
 */
export async function measureBody(url, body, coding) {
  const { headers, body: stream } = await request(url, {
    method: 'POST',
    headers: { ...HEADERS, 'accept-encoding': coding },
    body,
  })
  const { byteLength } = await stream.arrayBuffer()
  if (headers['content-encoding'] !== coding) throw new Error(`Error: its answer does not come in ${coding}.`)
  return byteLength
}

/** Equal in content; the order of an object's fields does not count. */
export function isSameData(one, other) {
  return JSON.stringify(one, sortFields) === JSON.stringify(other, sortFields)
}

function sortFields(_, value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
