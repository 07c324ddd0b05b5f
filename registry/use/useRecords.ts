import { z } from 'zod'
import { UnusableInput } from '../unusableInput.ts'

/** What clients asked for, as a gateway counted it between two days. */
export interface UseRecords {
  /** Days in Macao, YYYY-MM-DD, both included: what was not counted was not unused. */
  readonly since: string
  readonly until: string
  readonly uses: readonly Use[]
}

/** How often one client asked for one coordinate. */
export interface Use {
  /** "Type.field", "Type.field(argument:)", "Enum.VALUE" or "Input.field". */
  readonly coordinate: string
  readonly client: string
  /** Whether the client's name is known to be its own; anybody can give himself any name. */
  readonly verified: boolean
  readonly lastDay: string
  readonly count: number
}

const day = z.iso.date()
const period = z.object({ since: day, until: day })
const use = z.object({
  coordinate: z.string(),
  client: z.string().transform((name) => name || 'unnamed'),
  verified: z.boolean(),
  lastDay: day,
  count: z.int().min(0),
})
const whole = period.extend({ uses: z.array(use) })

const EXPECTED =
  '{"since", "until", "uses": [{"coordinate", "client", "verified", "lastDay", "count"}]}, or {"since", "until"} and one use a line'

/** Reads JSON, or NDJSON whose first line states the days. Throws UnusableInput, naming file and place. */
export function parseUseRecords(file: string, text: string): UseRecords {
  const [head = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '')
  const first = readJson(head)
  if (first === undefined || lines.length === 0) return readAs(whole, readJson(text), { file, at: 'its top' })
  return {
    ...readAs(period, first, { file, at: 'line 1' }),
    uses: lines.map((line, index) => readAs(use, readJson(line), { file, at: `line ${index + 2}` })),
  }
}

function readAs<S extends z.ZodType>(
  schema: S,
  value: unknown,
  { file, at }: { file: string; at: string },
): z.output<S> {
  const { data, error } = schema.safeParse(value)
  if (data !== undefined) return data
  const issue = error?.issues[0]
  const where = [at, ...(issue?.path.length ? [issue.path.join('.')] : [])].join(', ')
  throw new UnusableInput(
    `${file}: expected ${EXPECTED}; at ${where}: ${issue?.message ?? 'something else'}.`,
  )
}

/** Undefined for what is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
