/** Whether a value is a JSON object. Known to the gateway and, through `kit/tables`, to the explorer: no Node, no page. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
