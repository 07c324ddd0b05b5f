const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * Finds where one HTTP/1.1 answer ends, and little else: reading an answer must cost the load less than writing it
 * costs the gateway. Knows `content-length` and `chunked`; calls `onAnswer(status, bodyBytes)` at each end.
 * @param {(status: number, bodyBytes: number) => void} onAnswer
 */
export function createFraming(onAnswer) {
  let status = 0
  let bodyBytes = 0
  /** @type {'head' | 'body' | 'chunk-size' | 'chunk-data' | 'trailer'} */
  let state = 'head'
  let left = 0
  let carried = Buffer.alloc(0)

  /** @param {Buffer} chunk valid only during the call */
  return function read(chunk) {
    let data = chunk
    if (carried.length > 0) {
      data = Buffer.concat([carried, chunk])
      carried = Buffer.alloc(0)
    }
    let at = 0
    while (at < data.length) {
      const next = step(data, at)
      if (next === -1) {
        carried = Buffer.from(data.subarray(at))
        return
      }
      at = next
    }
  }

  /** Reads one part from `at`; returns where the next one begins, or -1 when the part is not all here. */
  function step(data, at) {
    switch (state) {
      case 'head':
        return readHead(data, at)
      case 'body':
      case 'chunk-data':
        return skip(data, at)
      case 'chunk-size':
        return readChunkSize(data, at)
      case 'trailer':
        return readTrailer(data, at)
    }
  }

  function readHead(data, at) {
    const end = data.indexOf(HEAD_END, at)
    if (end === -1) return -1
    const head = data.latin1Slice(at, end).toLowerCase()
    status = Number(head.slice(9, 12))
    bodyBytes = 0
    const length = /\ncontent-length: *(\d+)/.exec(head)
    if (length) {
      left = Number(length[1])
      state = 'body'
      if (left === 0) finish()
    } else {
      state = 'chunk-size'
    }
    return end + 4
  }

  function skip(data, at) {
    const taken = Math.min(left, data.length - at)
    left -= taken
    if (left === 0 && state === 'body') {
      bodyBytes += taken
      finish()
    } else if (left === 0) {
      bodyBytes += taken - 2
      state = 'chunk-size'
    } else {
      bodyBytes += taken
    }
    return at + taken
  }

  function readChunkSize(data, at) {
    const end = data.indexOf('\r\n', at)
    if (end === -1) return -1
    const size = Number.parseInt(data.latin1Slice(at, end), 16)
    // The line end behind a chunk's data is skipped with it.
    left = size + 2
    state = size === 0 ? 'trailer' : 'chunk-data'
    return end + 2
  }

  function readTrailer(data, at) {
    const end = data.indexOf('\r\n', at)
    if (end === -1) return -1
    if (end === at) finish()
    return end + 2
  }

  function finish() {
    state = 'head'
    onAnswer(status, bodyBytes)
  }
}
