import type DataLoader from 'dataloader'
import { createLoader, pick } from '../_kit/loader.ts'
import type { NoticeRecord, TemplateSource } from './source.ts'

export interface TemplateLoaders {
  readonly notice: DataLoader<string, NoticeRecord | null>
}

export function createLoaders(source: TemplateSource): TemplateLoaders {
  return { notice: createLoader((ids) => pick(source.view().byId, ids)) }
}
