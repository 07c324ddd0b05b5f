import { useMemo } from 'react'
import { useLanguage } from '../language/LanguageContext.tsx'
import { TAGS } from '../language/pick.ts'

const ZONE = { timeZone: 'Asia/Macau' } as const

/** Numbers, times and days as the reader writes them, in Macao's time wherever he is. */
export function useFormats() {
  const { language } = useLanguage()
  return useMemo(() => {
    const tag = TAGS[language]
    const number = new Intl.NumberFormat(tag)
    const time = new Intl.DateTimeFormat(tag, {
      ...ZONE,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    const day = new Intl.DateTimeFormat(tag, { ...ZONE, day: 'numeric', month: 'short' })
    const dayAndYear = new Intl.DateTimeFormat(tag, {
      ...ZONE,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    })
    const long = new Intl.DateTimeFormat(tag, { ...ZONE, weekday: 'long', day: 'numeric', month: 'long' })
    const dayOf = (instant: Date) => instant.toLocaleDateString('en-CA', ZONE)
    return {
      number: (value: number) => number.format(value),
      time: (instant: Date) => time.format(instant),
      longDay: (instant: Date) => long.format(instant),
      /** A calendar day such as "2026-11-22", which is no instant: read at noon in Macao. With its year where that is another. */
      day: (text: string, today: string) =>
        (text.slice(0, 4) === today.slice(0, 4) ? day : dayAndYear).format(
          new Date(`${text}T12:00:00+08:00`),
        ),
      /** The time alone on the same day, else with its day. */
      moment: (text: string, now: Date) => {
        const instant = new Date(text)
        const isToday = dayOf(instant) === dayOf(now)
        return isToday ? time.format(instant) : `${day.format(instant)}, ${time.format(instant)}`
      },
    }
  }, [language])
}
