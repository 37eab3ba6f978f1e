export const en = {
  take: "Add a photo",
  hint: "The weapon, the label, the place; no faces. It stays on record.",
  making: "Making the photo smaller.",
  added: "Photos to be sent: {n}.",
  noPhoto: "This is no picture that this phone can read. Take another one.",
  taken: "Photo {n}, to be sent",
  remove: "Remove",
  removeOf: "Remove photo {n}",
  none: "No photos on record.",
  shown: "Photo of {of}, with record {n}, {kind}",
  by: "{who}, {time}, record {n}",
};
