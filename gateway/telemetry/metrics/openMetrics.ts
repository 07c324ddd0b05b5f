import Negotiator from 'negotiator'
import type { Registry } from 'prom-client'
import type { Exemplar } from './exemplars.ts'

export const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8'

const OFFERED = ['text/plain;version=0.0.4', 'application/openmetrics-text;version=1.0.0']

/** Whether a reader asks for OpenMetrics rather than for the older text of Prometheus, as Prometheus itself does. */
export function prefersOpenMetrics(accept: string | undefined): boolean {
  return new Negotiator({ headers: { accept } }).mediaType(OFFERED) === OFFERED[1]
}

interface Sample {
  readonly value: number
  readonly labels: Readonly<Record<string, string | number | undefined>>
  readonly metricName?: string
  readonly exemplar?: Exemplar | null
}

/**
 * All of a registry as OpenMetrics 1.0, which alone has exemplars. prom-client's own printer of it renames the counters of
 * the registry as it goes, so that what reads the older text next would find others.
 */
export async function printOpenMetrics(registry: Registry): Promise<string> {
  const families = await registry.getMetricsAsJSON()
  const lines = families.flatMap(({ name, help, type, values }) => {
    const isCounter = `${type}` === 'counter'
    const family = isCounter ? name.replace(/_total$/, '') : name
    const samples: readonly Sample[] = values
    return [
      `# HELP ${family} ${escape(help)}`,
      `# TYPE ${family} ${type}`,
      ...samples.map((sample) => printSample(isCounter ? `${family}_total` : name, sample)),
    ]
  })
  return `${lines.join('\n')}\n# EOF\n`
}

function printSample(name: string, { value, labels, metricName = name, exemplar }: Sample): string {
  const told = `${metricName}${printLabels(labels)} ${printNumber(value)}`
  if (exemplar === undefined || exemplar === null) return told
  return `${told} # ${printLabels(exemplar.labelSet)} ${printNumber(exemplar.value)} ${exemplar.timestamp}`
}

function printLabels(labels: Sample['labels']): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escape(String(value))}"`)
  return pairs.length === 0 ? '' : `{${pairs.join()}}`
}

function printNumber(value: number): string {
  if (value === Infinity) return '+Inf'
  return value === -Infinity ? '-Inf' : `${value}`
}

function escape(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}
