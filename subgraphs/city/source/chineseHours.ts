import { cleanText } from '../../_kit/fieldTypes.ts'

/**
 * Hours as the municipal bureau words them, as rules of `parseOpeningHours`: "全日", "06:00-24:00", "每日上午7時至晚上7時半",
 * "逢星期二至日，上午9時至下午1時及下午2時30分至下午5時30分", "…(週末及公眾假期照常開放，農曆新年假期除外。)". Null for what it does not
 * understand to the last sign, since an hour that was guessed is worse than none.
 */
export function readChineseHours(stated: string): string | null {
  const words = tidy(stated)
  if (words === '全日') return '24/7'
  const [, days = '', times = '', note = ''] = SENTENCE.exec(words) ?? []
  const weekdays = readDays(days)
  const spans = readSpans(times)
  if (weekdays === null || spans === null) return null
  const holidays = readNote(note, spans)
  return holidays && [`${weekdays}${spans}`, ...holidays].join('; ')
}

const SENTENCE =
  /^逢?((?:每日|(?:星期|週)[一二三四五六日]至(?:星期|週)?[一二三四五六日])?)(?:每日)?,?([^(]*)(?:\((.*?)\))?$/

/** Full-width signs are what they look like, blanks say nothing, and dashes are of many lengths. */
function tidy(text: string): string {
  return cleanText(text.normalize('NFKC'))
    .replaceAll(/\s/g, '')
    .replaceAll(/[\u2010-\u2015]/g, '-')
    .replaceAll('。', '')
}

const WEEKDAYS = new Map(
  [...'一二三四五六日'].map((sign, index) => [sign, 'Mo Tu We Th Fr Sa Su'.split(' ')[index] ?? '']),
)

/** With a blank behind it, "" for every day. */
function readDays(text: string): string | null {
  if (text === '' || text === '每日') return ''
  const [first, last] = text
    .replaceAll(/星期|週/g, '')
    .split('至')
    .map((sign) => WEEKDAYS.get(sign))
  return first === undefined || last === undefined ? null : `${first}-${last} `
}

function readSpans(text: string): string | null {
  const spans = text.split(/,|及/).map(readSpan)
  return spans.every((span) => span !== null) ? spans.join(',') : null
}

interface Time {
  /** Of the day where it is written with one, as in "下午2時30分". */
  readonly half: 'morning' | 'afternoon' | null
  /** Minutes from midnight. */
  readonly minutes: number
}

function readSpan(text: string): string | null {
  const [from, to, ...others] = text.split(/至|-/).map(readTime)
  if (!from || !to || others.length > 0) return null
  // "下午2時30分至5時": the afternoon is meant for both.
  const isMeantForBoth = from.half === 'afternoon' && to.half === null && to.minutes < NOON
  return `${clock(from.minutes)}-${clock(to.minutes + (isMeantForBoth ? NOON : 0))}`
}

const NOON = 12 * 60
const TIME =
  /^(上午|早上|中午|下午|晚上)?(?:(\d{1,2}):(\d{2})|(\d{1,2}|[一二三四五六七八九十]{1,2})時(?:(\d{1,2})分|(半))?)$/

function readTime(text: string): Time | null {
  const match = TIME.exec(text)
  if (!match) return null
  const [, part, clockHour, clockMinute, spokenHour = '', spokenMinute, isHalfPast] = match
  const hour = clockHour === undefined ? readNumber(spokenHour) : Number(clockHour)
  const minute = isHalfPast ? 30 : Number(clockMinute ?? spokenMinute ?? 0)
  if (hour > 24 || minute > 59) return null
  const isAfternoon = part === '下午' || part === '晚上'
  return {
    half: part === undefined ? null : isAfternoon ? 'afternoon' : 'morning',
    minutes: (hour + hoursToAdd(part, hour)) * 60 + minute,
  }
}

/** Twelve in the night is midnight, at noon it is noon. */
function hoursToAdd(part: string | undefined, hour: number): number {
  if (part === '晚上') return hour <= 12 ? 12 : 0
  return part === '下午' && hour < 12 ? 12 : 0
}

/** 1 to 19 in digits or signs. */
function readNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const [ten, one] = text.startsWith('十') ? [10, text.slice(1)] : [0, text]
  return ten + '〇一二三四五六七八九十'.indexOf(one === '' ? '〇' : one)
}

function clock(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

/** What stands in brackets behind the hours, as rules of days off; null where one of its clauses is not known here. */
function readNote(note: string, spans: string): readonly string[] | null {
  const rules = note === '' ? [] : note.split(',').map((clause) => CLAUSES[clause]?.(spans))
  return rules.every((rule) => rule !== undefined) ? rules.filter((rule) => rule !== '') : null
}

const CLAUSES: Readonly<Record<string, (spans: string) => string>> = {
  // No break at noon.
  中午照常辦公: () => '',
  // Of offices of the public service, which has the days that make up for holidays off too.
  '週六、日及公眾假期休息': () => 'PH,PS off',
  週末及公眾假期照常開放: (spans) => `PH ${spans}`,
  農曆新年假期除外: () => 'LN off',
  逢星期一及農曆新年假期休息: () => 'LN off',
}
