-- the 24-hour concentration above which each class of ISPU begins for one pollutant
select class_no, class_name, above_ug_m3
from mart.ispu_band
where parameter = $parameter
order by class_no
