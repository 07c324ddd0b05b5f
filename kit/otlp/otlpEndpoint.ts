/** Where traces and metrics are sent, and by whom. */
export interface OtlpEndpoint {
  /** Without a trailing slash: `/v1/traces` and `/v1/metrics` are below it. */
  readonly endpoint: string
  /** Sent with all; may hold a secret. */
  readonly headers: Readonly<Record<string, string>>
  readonly serviceName: string
}

export const OTLP_ENDPOINT_EXPECTED = 'an address without credentials such as "http://collector:4318"'
export const OTLP_HEADERS_EXPECTED = 'name=value pairs separated by commas, such as "x-api-key=abc"'

export function isOtlpEndpoint(url: string): boolean {
  return /^https?:\/\//.test(url) && URL.canParse(url) && new URL(url).username === ''
}

const HEADER = /^([!#$%&'*+.^_`|~\w-]+)=([\x21-\x7e]*)$/

export function isOtlpHeader(text: string): boolean {
  return HEADER.test(text)
}

/** Of settings that hold: an endpoint, and headers as `name=value`. */
export function createOtlpEndpoint(
  endpoint: string,
  headers: readonly string[],
  serviceName: string,
): OtlpEndpoint {
  return {
    endpoint: endpoint.replace(/\/+$/, ''),
    headers: Object.fromEntries(headers.map(readHeader)),
    serviceName,
  }
}

function readHeader(text: string): [name: string, value: string] {
  const [, name = '', value = ''] = HEADER.exec(text) ?? []
  return [name.toLowerCase(), value]
}
