/** What is asked, as it would stand in the body of a request. */
export interface StreamRequest {
  readonly query?: string | undefined
  readonly variables?: unknown
  readonly operationName?: string | undefined
}

export interface StreamListener<Answer> {
  onAnswer(answer: Answer): void
  onState?(isOpen: boolean): void
}

/** After a refusal, such as 503 or too many streams. A broken connection the browser takes up by itself, with the last id. */
const RETRY_MS = 20_000

/**
 * A subscription over server-sent events, by the browser's own `EventSource`: it comes back after a break and says which event
 * it knows, so that nothing is lost. Returns what closes it.
 */
export function openStream<Answer>(
  url: string,
  { query = '', variables, operationName }: StreamRequest,
  { onAnswer, onState }: StreamListener<Answer>,
): () => void {
  const parameters = new URLSearchParams({ query, variables: JSON.stringify(variables ?? {}) })
  if (operationName !== undefined) parameters.set('operationName', operationName)
  let source: EventSource
  let retry: ReturnType<typeof setTimeout> | undefined

  const open = () => {
    source = new EventSource(`${url}?${parameters}`)
    source.addEventListener('open', () => onState?.(true))
    source.addEventListener('error', () => {
      onState?.(false)
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS)
    })
    source.addEventListener('next', ({ data }) => onAnswer(JSON.parse(data)))
    source.addEventListener('complete', () => {
      source.close()
      onState?.(false)
    })
  }
  open()
  return () => {
    clearTimeout(retry)
    source.close()
  }
}
