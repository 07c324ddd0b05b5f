import { traceCall, type TraceHeaders } from './traceCall.ts'

/** A call over HTTP as a span, until the head of its answer is there. Of the address it tells the host alone: what follows may be secret. */
export function traceHttpCall<T extends { readonly statusCode: number }>(
  method: string,
  { hostname, port }: URL,
  call: (headers: TraceHeaders) => Promise<T>,
): Promise<T> {
  const attributes: Record<string, string | number | undefined> = {
    'http.request.method': method,
    'server.address': hostname,
    'server.port': port === '' ? undefined : Number(port),
  }
  return traceCall({ name: method, kind: 'client', attributes }, async (headers) => {
    const response = await call(headers)
    attributes['http.response.status_code'] = response.statusCode
    return response
  })
}
