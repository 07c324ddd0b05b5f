import type { FeedDescriptor } from '../../_kit/feedDescriptor.ts'
import { HOLIDAY_TABLE, parsePublicHolidays, type HolidayRecord } from '../../_kit/publicHolidays.ts'

export const publicHolidays: FeedDescriptor<HolidayRecord> = {
  id: 'safp-public-holidays',
  title: { zh: '公眾假期', pt: 'Feriados', en: 'Public holidays' },
  intervalSeconds: 86_400,
  bundled: { url: HOLIDAY_TABLE, recordedAt: '2026-11-28T00:00:00+08:00' },
  // A year has at least twenty holidays, and a list of one year is a list.
  limits: { floor: 20, mayLose: 0.7 },
  module: import.meta.url,
  parse: ({ body }) => parsePublicHolidays(body),
}
