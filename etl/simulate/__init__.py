"""The generator of demonstration data: exports as a city receives them, with their defects, for the real importers to read.

Nothing in them is real. Files are named `simulasi-...`, carry the mark of `etl.demo` in their content, and a real build refuses
them. The same seed, day and declarations give the same bytes. What gives the numbers their shape:

- how many requests a city has: `data/reference/simulation/lapor_volumes.csv`, per 1,000 of its newest population, and
  whether it exports weekly: Tebing Tinggi does (of late twice a week), so that its share in time can be told; the others export
  monthly, and theirs mostly cannot;
- what they are about: the national counts of SP4N-LAPOR! topics, July 2025 (`lapor_categories.csv`);
- where: the registered voters of each kelurahan; when it floods, the kelurahan that the flood reports name;
- when: more in the wet months (September to December on this coast), on Monday and Tuesday, in the forenoon and after supper. No
  source publishes the hours of SP4N-LAPOR!: these are assumptions;
- how they end: most within two weeks, a part never; the statuses of `lapor_statuses.csv`;
- rivers: rain falls in the late afternoon; the level rises within the hour and falls two to four times as slowly, a peak is five
  times the usual level. That is what water gates of Jakarta did in January 2020; no row of theirs is used. On the last evening
  there is a storm, so that the page of a flood night can be seen;
- air and noise: see `air.py`. Alert levels of the one gauge that has some are made up; no document sets any for these rivers.
"""
