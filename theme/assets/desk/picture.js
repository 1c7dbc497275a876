// A picture made fit for the site on this device: turned as it was held, not larger than the site
// shows, and without the place and day that a camera writes into it, because it is painted anew.

const WIDEST = 1600;
const QUALITY = 0.85;

// The picture as {canvas, bytes}. Throws a sentence where it cannot be read.
export async function preparePicture(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new Error("máy này không đọc được ảnh; lưu ảnh thành JPG hoặc PNG rồi chọn lại");
  }
  const scale = Math.min(1, WIDEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const paint = canvas.getContext("2d");
  paint.fillStyle = "#fff";
  paint.fillRect(0, 0, canvas.width, canvas.height);
  paint.imageSmoothingQuality = "high";
  paint.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob) throw new Error("ảnh lớn quá, máy này không thu nhỏ được; chọn ảnh khác");
  return { canvas, bytes: new Uint8Array(await blob.arrayBuffer()) };
}
