/** Reads QR codes from a picture with a WebAssembly file of our own server, never from elsewhere. */
import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** The texts of all QR codes in a picture. */
export type Reader = (picture: HTMLVideoElement | HTMLCanvasElement) => Promise<string[]>;

export async function createReader(): Promise<Reader> {
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue);
}
