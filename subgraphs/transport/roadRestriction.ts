export enum RoadRestriction {
  CLOSED = 'CLOSED',
  LIMITED = 'LIMITED',
  ONE_WAY = 'ONE_WAY',
  NO_PARKING = 'NO_PARKING',
  OTHER = 'OTHER',
}

const PHRASES: readonly (readonly [string, RoadRestriction])[] = [
  ['封閉', RoadRestriction.CLOSED],
  ['有限度通車', RoadRestriction.LIMITED],
  ['單一方向', RoadRestriction.ONE_WAY],
  ['禁止泊車', RoadRestriction.NO_PARKING],
]

/** The source states the restriction only after the last comma of the Chinese title. */
export function restrictionOf(title: string): RoadRestriction {
  const phrase = title.split(/[,，]/).at(-1) ?? ''
  return PHRASES.find(([words]) => phrase.includes(words))?.[1] ?? RoadRestriction.OTHER
}
