-- A file holds them now; one that was corrected while it was written is there with the value before.
update reading
set is_folded = case when reading.value = folded.value then 1 else 2 end
from temp.folded as folded
where reading.city_code = ? and reading.station_code = folded.station_code and reading.parameter = folded.parameter
    and reading.read_at_us = folded.read_at_us
