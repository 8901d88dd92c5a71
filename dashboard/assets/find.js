/* A link to a claim in an article leads to its words: brought into view once they are there, and only the first time. */
new MutationObserver((_, watching) => {
  const words = document.querySelector("mark.fl-chosen");
  if (words?.checkVisibility({ visibilityProperty: true })) {
    watching.disconnect();
    words.scrollIntoView({ block: "center" });
  }
}).observe(document.getElementById("root"), { attributes: true, childList: true, subtree: true });
