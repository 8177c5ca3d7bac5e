// Before anything is drawn: the theme that was chosen last, so that no page flashes in the other one.
try {
  const chosen = localStorage.getItem("parley-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch { /* storage is not allowed: the system's wish holds */ }
