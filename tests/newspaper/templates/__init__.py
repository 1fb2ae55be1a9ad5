"""How our two papers print their pages: one function a page template, in the order in which the papers had them."""
