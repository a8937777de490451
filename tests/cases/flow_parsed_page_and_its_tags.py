# A parsed page is changed through a tag that was found in it; pickle writes the page anew.
# expect: equal or refused unpicklable-value
# result: title, text, links
# check: title == "T" and text == "one|2" and links == ["x"]
# %%
from bs4 import BeautifulSoup
html = "<title>T</title><ul><li>1</li><li>2</li></ul><a href='x'></a>"
soup = BeautifulSoup(html, "html.parser")
# %%
title = soup.title.text
items = soup.find_all("li")
# %%
items[0].string = "one"
# %%
text = soup.ul.get_text("|")
links = [a["href"] for a in soup.find_all("a")]
