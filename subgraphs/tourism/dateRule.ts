import type { TextValue } from '../_kit/text.ts'
import type { EventRecord } from './source/events.ts'

/** The rule by which dates are set; where no source states the days of a year, it says that too. */
export function describeDateRule({ dateRule, undatedYears }: EventRecord): TextValue {
  if (undatedYears.length === 0) return dateRule
  const years = undatedYears.map(String)
  return {
    zh: dateRule.zh && `${dateRule.zh}。沒有來源公佈 ${years.join('、')} 年的日期，故不列出。`,
    pt: dateRule.pt && `${dateRule.pt}. Nenhuma fonte indica os dias de ${join(years, 'e')}: não se dão.`,
    en: dateRule.en && `${dateRule.en}. No source states the days of ${join(years, 'and')}: none is given.`,
  }
}

function join(years: readonly string[], and: string): string {
  const last = years.at(-1) ?? ''
  return years.length === 1 ? last : `${years.slice(0, -1).join(', ')} ${and} ${last}`
}
