import type { FileKind } from "../file-kind.ts";

/** People and places of the world: most cells have letters beyond ASCII. */
export const utf8: FileKind = {
  header: "id,имя,город,备注,note,größe",
  row(id, random) {
    return [
      id,
      random.pick(NAMES),
      random.pick(CITIES),
      `第${random.below(1_000)}号 ${random.pick(REMARKS)}`,
      `${random.pick(NOTES)} ${random.below(100)}`,
      `${random.below(100)},${random.below(10)} µm`.replace(",", "·"),
    ].join(",");
  },
};

const NAMES = ["Анна Каренина", "李小龍", "Zoë Gräfin Müller", "محمد علي", "Ωμέγα", "さくら"];
const CITIES = ["Санкт-Петербург", "東京都", "São Paulo", "Kraków", "القاهرة", "Łódź"];
const REMARKS = ["已发货", "等待付款", "完成 ✅", "退货 📦"];
const NOTES = ["déjà vu", "naïve façade", "plain words only", "Straße gesperrt"];
