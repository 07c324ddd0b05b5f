import type { FeedDescriptor, FeedDocument, ParsedFeed } from '../../_kit/feedDescriptor.ts'
import { parseCsvDocument } from '../../_kit/feedFormats.ts'
import { id, text } from '../../_kit/fieldTypes.ts'
import type { PlaceValue } from '../../_kit/place.ts'
import { readRecords } from '../../_kit/recordReader.ts'
import type { TextValue } from '../../_kit/text.ts'
import { bundledFile } from './bundled.ts'

/** What both registers of roadside devices state of one device. */
export interface RoadDeviceRecord {
  readonly id: string
  readonly name: TextValue
  readonly place: PlaceValue | null
  readonly area: string | null
  /** Where the device is reached: the stream of a camera, the network endpoint of a controller. */
  readonly address: string
  readonly sample: boolean
}

export const roadCameras: FeedDescriptor<RoadDeviceRecord> = {
  id: 'dsat-cameras',
  title: { zh: '道路鏡頭', pt: 'Câmaras de trânsito', en: 'Road cameras' },
  intervalSeconds: 86_400,
  confidential: 'values',
  bundled: bundledFile('dsat-cameras.csv'),
  limits: { floor: 3, mayLose: 0.4 },
  module: import.meta.url,
  parse: (document) => parseDevices(document, 'CAMERA_ID', 'STREAM_URL'),
}

export const signalControllers: FeedDescriptor<RoadDeviceRecord> = {
  id: 'dsat-signal-controllers',
  title: { zh: '交通燈控制器', pt: 'Controladores de semáforos', en: 'Traffic signal controllers' },
  intervalSeconds: 86_400,
  confidential: 'values',
  bundled: bundledFile('dsat-signal-controllers.csv'),
  limits: { floor: 2, mayLose: 0.4 },
  module: import.meta.url,
  parse: (document) => parseDevices(document, 'CONTROLLER_ID', 'ENDPOINT'),
}

export function parseDevices(
  { body }: FeedDocument,
  idColumn: string,
  addressColumn: string,
): ParsedFeed<RoadDeviceRecord> {
  const columns = [idColumn, 'NAME', 'NAME_POR', 'AREA', 'LATITUDE', 'LONGITUDE', addressColumn]
  return readRecords(parseCsvDocument(body, columns), {
    namedBy: [idColumn],
    parse: (record) => ({
      id: record.required(idColumn, id),
      name: record.name('NAME', 'NAME_POR', null),
      place: record.place('LATITUDE', 'LONGITUDE'),
      area: record.optional('AREA', id),
      address: record.required(addressColumn, text),
      sample: record.sample('SAMPLE'),
    }),
    keyOf: ({ id }) => id,
  })
}
