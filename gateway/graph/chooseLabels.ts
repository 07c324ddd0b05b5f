import type { OverrideLabel, Share } from '../../engine/index.ts'

export interface LabelSettings {
  /** The labels of progressive overrides that are on for everybody; of shares it says nothing. */
  readonly overrideLabels: ReadonlySet<string>
}

/** The ids of those labels that are on: the named ones by the settings, the shares as they are drawn. */
export function chooseLabels(
  labels: readonly OverrideLabel[],
  { overrideLabels }: LabelSettings,
  isInShare: (share: Share) => boolean,
): ReadonlySet<string> {
  if (labels.length === 0) return NO_LABELS
  const isOn = ({ id, share }: OverrideLabel) =>
    share === undefined ? overrideLabels.has(id) : isInShare(share)
  return new Set(labels.filter(isOn).map(({ id }) => id))
}

const NO_LABELS: ReadonlySet<string> = new Set()

/** The side on which most callers are. */
export function isMostCallers({ percent }: Share): boolean {
  return percent >= 50
}

/** Labels that are on by the settings and that no field of a graph has: misspelt, or their fields have moved. */
export function listUnknownLabels(
  labels: readonly OverrideLabel[],
  { overrideLabels }: LabelSettings,
): readonly string[] {
  const known = new Set(labels.map(({ id }) => id))
  return [...overrideLabels].filter((label) => !known.has(label))
}
