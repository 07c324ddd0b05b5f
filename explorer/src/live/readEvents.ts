/** One event of an event stream, with what it says besides. */
export interface StreamedEvent {
  readonly name: string
  readonly data: string
  readonly id: string | undefined
  readonly retry: number | undefined
}

/** The events of a stream as the gateway writes them: lines end with line feeds, and data stand on one line. */
export async function* readEvents(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<StreamedEvent> {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      yield* blocks.map(readEvent)
    }
  } finally {
    await reader.cancel()
  }
}

function readEvent(block: string): StreamedEvent {
  const fields = new Map(
    block.split('\n').map((line) => {
      const mark = line.indexOf(':')
      return [line.slice(0, mark), line.slice(mark + 1).trimStart()] as const
    }),
  )
  const retry = fields.get('retry')
  return {
    name: fields.get('event') ?? '',
    data: fields.get('data') ?? '',
    id: fields.get('id'),
    retry: retry === undefined ? undefined : Number(retry),
  }
}
