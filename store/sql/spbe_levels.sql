select level_scale, level_no, level_name, criterion
from mart.spbe_level
order by level_scale, level_no
