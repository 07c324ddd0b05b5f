export type AttributeValue = string | number | boolean | readonly string[]

interface OtlpAttribute {
  readonly key: string
  readonly value: object
}

/** Attributes as OTLP writes them in JSON; what is undefined is left out. */
export function writeAttributes(
  attributes: Readonly<Record<string, AttributeValue | undefined>>,
): readonly OtlpAttribute[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: writeValue(value) }],
  )
}

function writeValue(value: AttributeValue): object {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  // 64 bits are text in the JSON of protobuf.
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { intValue: `${value}` } : { doubleValue: value }
  return { arrayValue: { values: value.map(writeValue) } }
}

/** `performance.now()` as nanoseconds since 1970; exact to the microsecond. */
export function unixNanoOf(milliseconds: number, offsetMs: number): string {
  return `${Math.round((milliseconds + offsetMs) * 1_000)}000`
}

/** Who tells: the service, and this one of its processes. */
export function writeResource(serviceName: string, instanceId: string): object {
  return {
    attributes: writeAttributes({ 'service.name': serviceName, 'service.instance.id': instanceId }),
  }
}

export const SCOPE = { name: 'macao-open-gateway' }
