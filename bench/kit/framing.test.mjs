import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createFraming } from './framing.mjs'

const SIZED = 'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello world'
const CHUNKED = 'HTTP/1.1 503 No\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n'
const EMPTY = 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n'

const WHOLE = Buffer.from(SIZED + CHUNKED + EMPTY + SIZED)
const ANSWERS = [
  { status: 200, bodyBytes: 11 },
  { status: 503, bodyBytes: 11 },
  { status: 404, bodyBytes: 0 },
  { status: 200, bodyBytes: 11 },
]

for (const size of [1, 2, 3, 7, 50, WHOLE.length]) {
  test(`answers are told apart when they come ${size} bytes at a time`, () => {
    const answers = []
    const read = createFraming((status, bodyBytes) => answers.push({ status, bodyBytes }))
    for (let at = 0; at < WHOLE.length; at += size) read(WHOLE.subarray(at, at + size))
    assert.deepEqual(answers, ANSWERS)
  })
}
