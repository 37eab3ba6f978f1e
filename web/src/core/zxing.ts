/** The reader of codes on pictures, with its own machine code from this node and from nowhere else. */

import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import machine from "zxing-wasm/reader/zxing_reader.wasm?url";

prepareZXingModule({ overrides: { locateFile: () => machine } });

export async function read(picture: ImageData, options: ReaderOptions): Promise<string> {
  const found = await readBarcodes(picture, options);
  return found.find((each) => each.isValid)?.text ?? "";
}
