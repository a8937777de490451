# `if __name__ == "__main__":` runs in a notebook.
# expect: equal
# result: ran, name
# check: ran == ["main"] and name == "__main__"
# %%
ran = []
def main():
    ran.append("main")
# %%
if __name__ == "__main__":
    main()
# %%
name = __name__
